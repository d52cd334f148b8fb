#include "price_groups.hpp"

#include <perdis/numeric/transport.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <span>

namespace perdis {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double none = 1e-12; ///< masses below it are none

std::span<const double> view(const Eigen::VectorXd& v) { return {v.data(), static_cast<std::size_t>(v.size())}; }

/// Sets one column a group of symbols.
void gather(PriceGroups& groups, const std::vector<std::vector<Eigen::Index>>& members) {
    groups.basis = Eigen::MatrixXd::Zero(groups.base.size(), static_cast<Eigen::Index>(members.size()));
    for (std::size_t g = 0; g < members.size(); ++g) {
        for (const Eigen::Index z : members[g]) { groups.basis(z, static_cast<Eigen::Index>(g)) = 1.0; }
    }
}

PriceGroups smooth_groups(const FiniteDivergence& d, const Eigen::VectorXd& law,
                          const std::vector<Eigen::Index>& usable) {
    PriceGroups groups{Eigen::VectorXd::Zero(law.size()), {}, {}, true, usable, {}};
    std::vector<std::vector<Eigen::Index>> members;
    std::vector<double> start;
    for (const Eigen::Index z : usable) {
        if (!(d.reference()(z) > 0.0)) {
            groups.base(z) = d.ceiling();
        } else if (!(law(z) > none * d.reference()(z)) && std::isfinite(d.floor())) {
            groups.base(z) = d.floor();
        } else {
            members.push_back({z});
            start.push_back(d.price(z, std::max(law(z), 1e-300)));
        }
    }
    gather(groups, members);
    groups.masses = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(members.size()));
    groups.start = Eigen::Map<const Eigen::VectorXd>(start.data(), static_cast<Eigen::Index>(start.size()));
    return groups;
}

PriceGroups variation_groups(const FiniteDivergence& d, const Eigen::VectorXd& law, const Eigen::VectorXd& prices,
                             const std::vector<Eigen::Index>& usable) {
    PriceGroups groups{Eigen::VectorXd::Zero(law.size()), {}, {}, false, usable, {}};
    double top = -infinite;
    for (const Eigen::Index z : usable) {
        if (law(z) > d.reference()(z) + none) { top = std::max(top, prices(z)); }
    }
    if (!std::isfinite(top)) { top = prices.maxCoeff(); }
    std::vector<std::vector<Eigen::Index>> members;
    std::vector<double> start, masses;
    for (const Eigen::Index z : usable) {
        const double over = law(z) - d.reference()(z);
        if (over > none || !(d.reference()(z) > 0.0)) {
            groups.base(z) = 0.5;
        } else if (over < -none) {
            groups.base(z) = -0.5;
        } else {
            members.push_back({z});
            masses.push_back(d.reference()(z));
            start.push_back(std::clamp(prices(z) - top + 0.5, -0.499, 0.499));
        }
    }
    gather(groups, members);
    const auto count = static_cast<Eigen::Index>(members.size());
    groups.masses = Eigen::Map<const Eigen::VectorXd>(masses.data(), count);
    groups.start = Eigen::Map<const Eigen::VectorXd>(start.data(), count);
    return groups;
}

/// The trees of the plan from p to q: the symbols of each with their prices relative to the first, and p's mass there.
class PlanTrees {
public:
    PlanTrees(const FiniteDivergence& d, const Eigen::VectorXd& law)
        : divergence_(d), from_(static_cast<std::size_t>(d.source().size())),
          to_(static_cast<std::size_t>(law.size())) {
        const Eigen::VectorXd q = law.cwiseMax(0.0) / law.cwiseMax(0.0).sum();
        for (const auto& flow : transport<double>(view(d.source()), view(q), d.ground()).flows) {
            if (!(flow.mass > none)) { continue; }
            from_[static_cast<std::size_t>(flow.row)].push_back(flow.column);
            to_[static_cast<std::size_t>(flow.column)].push_back(flow.row);
        }
    }

    struct Tree {
        std::vector<Eigen::Index> symbols = {};
        double mass = 0.0;
    };
    /// @param relative  receives the price of a symbol relative to its tree's first.
    [[nodiscard]] std::vector<Tree> operator()(std::map<Eigen::Index, double>& relative) const {
        std::vector<Tree> trees;
        std::vector<bool> counted(from_.size(), false);
        for (std::size_t root = 0; root < to_.size(); ++root) {
            const auto first = static_cast<Eigen::Index>(root);
            if (to_[root].empty() || relative.count(first) > 0) { continue; }
            Tree tree{{first}};
            relative[first] = 0.0;
            for (std::size_t next = 0; next < tree.symbols.size(); ++next) {
                const Eigen::Index z = tree.symbols[next];
                for (const Eigen::Index x : to_[static_cast<std::size_t>(z)]) { visit(x, z, tree, relative, counted); }
            }
            trees.push_back(tree);
        }
        return trees;
    }

private:
    void visit(Eigen::Index x, Eigen::Index z, Tree& tree, std::map<Eigen::Index, double>& relative,
               std::vector<bool>& counted) const {
        const auto at = static_cast<std::size_t>(x);
        if (counted[at]) { return; }
        counted[at] = true;
        tree.mass += divergence_.source()(x);
        const double potential = relative[z] - divergence_.ground()(x, z);
        for (const Eigen::Index other : from_[at]) {
            if (relative.count(other) > 0) { continue; }
            relative[other] = potential + divergence_.ground()(x, other);
            tree.symbols.push_back(other);
        }
    }

    const FiniteDivergence& divergence_;
    std::vector<std::vector<Eigen::Index>> from_;
    std::vector<std::vector<Eigen::Index>> to_;
};

/// The first group's offset is fixed: adding one number to all prices changes nothing.
PriceGroups anchored(PriceGroups groups, const std::vector<std::vector<Eigen::Index>>& members,
                     const std::vector<double>& masses, const std::vector<double>& start) {
    for (std::size_t g = 0; g < members.size(); ++g) {
        groups.usable.insert(groups.usable.end(), members[g].begin(), members[g].end());
    }
    std::sort(groups.usable.begin(), groups.usable.end());
    for (const Eigen::Index z : members.front()) { groups.base(z) += start.front(); }
    gather(groups, {members.begin() + 1, members.end()});
    const auto count = static_cast<Eigen::Index>(members.size()) - 1;
    groups.masses = Eigen::Map<const Eigen::VectorXd>(masses.data() + 1, count);
    groups.start = Eigen::Map<const Eigen::VectorXd>(start.data() + 1, count);
    return groups;
}

PriceGroups transport_groups(const FiniteDivergence& d, const Eigen::VectorXd& law, const Eigen::VectorXd& prices) {
    PriceGroups groups{Eigen::VectorXd::Zero(law.size()), {}, {}, false, {}, {}};
    std::map<Eigen::Index, double> relative;
    std::vector<std::vector<Eigen::Index>> members;
    std::vector<double> masses, start;
    for (const PlanTrees::Tree& tree : PlanTrees(d, law)(relative)) {
        members.push_back(tree.symbols);
        masses.push_back(tree.mass);
        start.push_back(prices(tree.symbols.front()));
    }
    for (const auto& [z, price] : relative) { groups.base(z) = price; }
    return anchored(std::move(groups), members, masses, start);
}

} // namespace

PriceGroups price_groups(const FiniteDivergence& divergence, const Eigen::VectorXd& law, const Eigen::VectorXd& prices,
                         const std::vector<Eigen::Index>& usable) {
    switch (divergence.kind()) {
    case FiniteDivergence::Kind::smooth:
        return smooth_groups(divergence, law, usable);
    case FiniteDivergence::Kind::total_variation:
        return variation_groups(divergence, law, prices, usable);
    case FiniteDivergence::Kind::transport:
        break;
    }
    return transport_groups(divergence, law, prices);
}

namespace {

/// Where a perfect law must have its mass: the symbols of one price, and how much. Separable d: p on the alphabet, scaled
/// to one; total variation: p, and what the alphabet leaves out wherever it is cheapest; transport: every x at its nearest.
struct PerfectMasses {
    std::vector<std::vector<Eigen::Index>> members = {};
    std::vector<double> masses = {};
    void add(std::vector<Eigen::Index> symbols, double mass) {
        members.push_back(std::move(symbols));
        masses.push_back(mass);
    }
};

PerfectMasses nearest_masses(const FiniteDivergence& d) {
    std::vector<Eigen::Index> leader(static_cast<std::size_t>(d.size()));
    std::iota(leader.begin(), leader.end(), Eigen::Index(0));
    std::vector<double> mass(leader.size(), 0.0);
    for (Eigen::Index x = 0; x < d.source().size(); ++x) {
        const double least = d.ground().row(x).minCoeff();
        Eigen::Index first = -1;
        for (Eigen::Index z = 0; z < d.size(); ++z) {
            if (d.ground()(x, z) != least || !(d.source()(x) > 0.0)) { continue; }
            const Eigen::Index own = leader[static_cast<std::size_t>(z)];
            if (first < 0) {
                first = own;
                mass[static_cast<std::size_t>(own)] += d.source()(x);
            } else if (own != first) {
                mass[static_cast<std::size_t>(first)] += mass[static_cast<std::size_t>(own)];
                mass[static_cast<std::size_t>(own)] = 0.0;
                std::replace(leader.begin(), leader.end(), own, first);
            }
        }
    }
    PerfectMasses perfect;
    for (Eigen::Index z = 0; z < d.size(); ++z) {
        if (!(mass[static_cast<std::size_t>(z)] > 0.0)) { continue; }
        std::vector<Eigen::Index> symbols;
        for (Eigen::Index other = 0; other < d.size(); ++other) {
            if (leader[static_cast<std::size_t>(other)] == z) { symbols.push_back(other); }
        }
        perfect.add(std::move(symbols), mass[static_cast<std::size_t>(z)]);
    }
    return perfect;
}

PerfectMasses perfect_masses(const FiniteDivergence& d, const Eigen::VectorXd& law,
                             const std::vector<Eigen::Index>& usable) {
    if (d.kind() == FiniteDivergence::Kind::transport) { return nearest_masses(d); }
    const double kept = d.reference().sum();
    const bool surplus = !(kept > 0.0) || (d.kind() == FiniteDivergence::Kind::total_variation && d.omitted() > 0.0);
    PerfectMasses perfect;
    std::vector<Eigen::Index> above;
    double rest = 1.0;
    for (const Eigen::Index z : usable) {
        const double p = d.reference()(z);
        if (surplus && (!(p > 0.0) || law(z) > p + none)) {
            above.push_back(z);
        } else if (p > 0.0) {
            perfect.add({z}, surplus ? p : p / kept);
            rest -= p;
        }
    }
    if (!above.empty()) { perfect.add(above, rest); }
    return perfect;
}

} // namespace

PriceGroups perfect_groups(const FiniteDivergence& d, const Eigen::VectorXd& law, const Eigen::VectorXd& prices,
                           const std::vector<Eigen::Index>& usable) {
    PriceGroups groups{Eigen::VectorXd::Zero(law.size()), {}, {}, false, {}, {}};
    const auto [members, masses] = perfect_masses(d, law, usable);
    std::vector<double> start;
    for (const auto& symbols : members) {
        double sum = 0.0;
        for (const Eigen::Index z : symbols) { sum += prices(z); }
        start.push_back(sum / static_cast<double>(symbols.size()));
    }
    return anchored(std::move(groups), members, masses, start);
}

PriceGroups fixed_prices(const FiniteDivergence& divergence, const Eigen::VectorXd& prices,
                         const std::vector<Eigen::Index>& usable) {
    PriceGroups groups{
        prices, Eigen::MatrixXd(prices.size(), 0), Eigen::VectorXd(0), false, usable, Eigen::VectorXd(0)};
    if (divergence.kind() != FiniteDivergence::Kind::total_variation) { return groups; }
    double top = -infinite;
    for (const Eigen::Index z : usable) { top = std::max(top, prices(z)); }
    groups.base = (prices.array() - top + 0.5).max(-0.5);
    return groups;
}

Eigen::VectorXd completed_prices(const FiniteDivergence& divergence, const Eigen::VectorXd& prices,
                                 const std::vector<Eigen::Index>& usable) {
    if (divergence.kind() != FiniteDivergence::Kind::transport) { return prices; }
    Eigen::VectorXd potentials = Eigen::VectorXd::Constant(divergence.source().size(), -infinite);
    std::vector<bool> has(static_cast<std::size_t>(prices.size()), false);
    for (const Eigen::Index z : usable) {
        has[static_cast<std::size_t>(z)] = true;
        potentials = potentials.cwiseMax((prices(z) - divergence.ground().col(z).array()).matrix());
    }
    Eigen::VectorXd complete = prices;
    for (Eigen::Index z = 0; z < prices.size(); ++z) {
        if (has[static_cast<std::size_t>(z)]) { continue; }
        double price = infinite;
        for (Eigen::Index x = 0; x < potentials.size(); ++x) {
            if (divergence.source()(x) > 1e-16) { price = std::min(price, potentials(x) + divergence.ground()(x, z)); }
        }
        complete(z) = price;
    }
    return complete;
}

Eigen::VectorXd separated_prices(const FiniteDivergence& divergence, const Eigen::VectorXd& prices,
                                 const Eigen::VectorXd& law) {
    constexpr double hardly = 1e-15;
    Eigen::VectorXd raised = prices;
    if (divergence.kind() == FiniteDivergence::Kind::transport) {
        std::vector<Eigen::Index> kept;
        for (Eigen::Index z = 0; z < law.size(); ++z) {
            if (law(z) > hardly) { kept.push_back(z); }
        }
        return completed_prices(divergence, prices, kept);
    }
    for (Eigen::Index z = 0; z < law.size(); ++z) {
        const double p = divergence.reference()(z);
        if (!(p > 0.0 && p < hardly) || law(z) > hardly) { continue; }
        double q = hardly;
        while (divergence.price(z, q) * q > hardly && q > p) { q *= 0.1; }
        const double enough = prices(z) + 0.01 * (prices.maxCoeff() - prices.minCoeff());
        raised(z) = std::max(raised(z), std::min(divergence.price(z, q), enough));
    }
    return raised;
}

} // namespace perdis

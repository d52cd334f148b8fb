#include "price.hpp"

namespace perdis {

double PriceSymbols::left_out() const {
    double sum = divergence.omitted_value();
    std::vector<bool> taking_part(static_cast<std::size_t>(divergence.size()), false);
    for (const Eigen::Index z : symbols) { taking_part[static_cast<std::size_t>(z)] = true; }
    for (Eigen::Index z = 0; z < divergence.size(); ++z) {
        if (!taking_part[static_cast<std::size_t>(z)]) { sum += divergence.term(z, 0.0); }
    }
    return sum;
}

std::unique_ptr<Price> make_price(const PriceSymbols& symbols) {
    switch (symbols.divergence.kind()) {
    case FiniteDivergence::Kind::total_variation:
        return make_total_variation_price(symbols);
    case FiniteDivergence::Kind::transport:
        return make_transport_price(symbols);
    default:
        return make_smooth_price(symbols);
    }
}

} // namespace perdis

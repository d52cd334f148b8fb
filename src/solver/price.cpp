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
    return symbols.divergence.kind() == FiniteDivergence::Kind::smooth ? make_smooth_price(symbols)
                                                                       : make_total_variation_price(symbols);
}

} // namespace perdis

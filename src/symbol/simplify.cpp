#include <perdis/symbol/simplify.hpp>

#include "forms.hpp"

namespace perdis {

Expression simplify(const Expression& e) {
    Expression best = e;
    for (int round = 0; round < 4; ++round) {
        const Expression next = forms_of(best).shortest;
        if (same_form(next, best) || tree_size(next) > tree_size(best) || node_count(next) > 2 * node_count(best)) {
            break;
        }
        best = next;
    }
    return best;
}

} // namespace perdis

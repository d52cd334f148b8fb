#pragma once

#include <perdis/core/domain_error.hpp>
#include <perdis/core/real.hpp>

#include <Eigen/Core>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace perdis {

/// For each column of wanted, the index of the equal column of among, or −1 where there is none.
///
/// Complexity O((n + m) log n).
template <OrderedField T>
std::vector<Eigen::Index> match_symbols(const Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>& wanted,
                                        const Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>& among) {
    require(wanted.rows() == among.rows(), "match_symbols", "the symbols have different dimensions");
    const auto before = [](const std::vector<T>& x, const std::vector<T>& y) {
        return std::lexicographical_compare(x.begin(), x.end(), y.begin(), y.end());
    };
    std::map<std::vector<T>, Eigen::Index, decltype(before)> index(before);
    for (Eigen::Index j = 0; j < among.cols(); ++j) {
        index.emplace(std::vector<T>(among.col(j).begin(), among.col(j).end()), j);
    }
    std::vector<Eigen::Index> result;
    for (Eigen::Index i = 0; i < wanted.cols(); ++i) {
        const auto found = index.find(std::vector<T>(wanted.col(i).begin(), wanted.col(i).end()));
        result.push_back(found == index.end() ? Eigen::Index(-1) : found->second);
    }
    return result;
}

/// Refuses an alphabet (columns) that holds a symbol twice.
///
/// @param name  what the alphabet is called in the message.
template <OrderedField T>
void require_distinct(const Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>& alphabet, const std::string& name) {
    const auto first = match_symbols<T>(alphabet, alphabet);
    for (std::size_t z = 0; z < first.size(); ++z) {
        require(first[z] == static_cast<Eigen::Index>(z), name,
                name + "[" + std::to_string(z) + "] repeats " + name + "[" + std::to_string(first[z]) + "]");
    }
}

} // namespace perdis

#pragma once

#include <Eigen/Core>

#include <string>
#include <vector>

namespace perdis {

/// The numbers of a CSV file: a row a line, all rows of equal width.
struct CsvTable {
    Eigen::MatrixXd values = {};
    /// The line of the file, from 1, on which each row stands.
    std::vector<int> lines = {};
};

/// The whole content of a file.
///
/// @throws    FileError for a file that cannot be read.
std::string read_text(const std::string& path);

/// The numbers of a CSV file: fields separated by commas, spaces around them ignored, a pair of double quotes removed.
///
/// The first line is a header exactly if it holds a field that is no number. A number is finite and decimal: "nan", "inf"
/// and hexadecimal numbers are none. Lines may end in CR LF; lines without content are skipped.
///
/// @accuracy  each number is the double nearest to the decimal.
/// @throws    FileError for a file that cannot be read or has no rows; with the line, for a field that is no number and
///            for a line with more or fewer fields than the first row.
CsvTable read_csv(const std::string& path);

} // namespace perdis

#include <perdis/law/csv.hpp>

#include <perdis/core/file_error.hpp>

#include "catch.hpp"

#include <cstdio>
#include <fstream>
#include <string>

using namespace perdis;

namespace {

/// A file with this content, in the working folder, removed at the end.
class Scratch {
public:
    explicit Scratch(const std::string& content, std::string name = "perdis_test_csv.csv") : name_(std::move(name)) {
        std::ofstream(name_, std::ios::binary) << content;
    }
    ~Scratch() { std::remove(name_.c_str()); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    const std::string& name() const { return name_; }

private:
    std::string name_;
};

std::string refusal(const std::string& content) {
    const Scratch file(content);
    try {
        read_csv(file.name());
    } catch (const FileError& error) { return error.what(); }
    return "accepted";
}

Eigen::MatrixXd values(const std::string& content) { return read_csv(Scratch(content).name()).values; }

} // namespace

TEST_CASE("law: a CSV's first line is a header exactly if it holds a field that is no number") {
    const Eigen::MatrixXd expected = (Eigen::MatrixXd(2, 2) << 1.0, 2.0, 3.0, 4.5).finished();
    CHECK(values("1,2\n3,4.5\n") == expected);
    CHECK(values("value,count\n1,2\n3,4.5\n") == expected);
    CHECK(values("7,count\n1,2\n3,4.5\n") == expected);
    CHECK(values("nan,0\n1,2\n3,4.5\n") == expected);
    CHECK(values("\"value\",\"count\"\n1,2\n3,4.5\n") == expected);
    CHECK(values("a,b,c\n1,2\n3,4.5\n") == expected);
}

TEST_CASE("law: CSV fields are read whatever the line ends, the spaces, the quotes and the sign") {
    const Eigen::MatrixXd expected = (Eigen::MatrixXd(2, 2) << 1.0, -2.0, 0.25, 1e-3).finished();
    CHECK(values("1,-2\r\n.25,1e-3\r\n") == expected);
    CHECK(values("\xEF\xBB\xBF 1 ,\t-2\n\n0.25 , +1E-3") == expected);
    CHECK(values("\"1\",\"-2\"\n0.25,0.001\n\n") == expected);
    const CsvTable table = read_csv(Scratch("h\n\n5\n\n6\n").name());
    CHECK(table.lines == std::vector<int>{3, 5});
    CHECK(std::signbit(values("-0\n")(0, 0)) == false);
}

TEST_CASE("value: CSV decimals become the nearest double") {
    CHECK(values("0.1\n")(0, 0) == 0.1);
    CHECK(values("123456789012345678\n")(0, 0) == 123456789012345678.0);
    CHECK(values("4.9406564584124654e-324\n")(0, 0) == 4.9406564584124654e-324);
}

TEST_CASE("refuse: a CSV that is malformed, with the line") {
    const std::string name = "perdis_test_csv.csv: ";
    CHECK(refusal("") == name + "has no row of numbers");
    CHECK(refusal("value,count\n") == name + "has no row of numbers");
    CHECK(refusal("1,2\n3,x\n") == name + "line 2: \"x\" is no finite number");
    CHECK(refusal("a,b\n1,2\n3,\n") == name + "line 3: \"\" is no finite number");
    CHECK(refusal("1,2\n3\n") == name + "line 2: 1 fields, the rows before have 2");
    CHECK(refusal("1,2\n3,4,5\n") == name + "line 2: 3 fields, the rows before have 2");
    CHECK(refusal("1\ninf\n") == name + "line 2: \"inf\" is no finite number");
    CHECK(refusal("1\n0x10\n") == name + "line 2: \"0x10\" is no finite number");
    CHECK(refusal("1\n1e999\n") == name + "line 2: \"1e999\" is no finite number");
    CHECK(refusal("1;2\n1;2\n") == name + "line 2: \"1;2\" is no finite number");
    CHECK(refusal(std::string("1\n2\0\n", 5)) == name + "line 2: \"2?\" is no finite number");
}

TEST_CASE("refuse: a CSV that cannot be read") {
    CHECK_THROWS_WITH(read_csv("no/such.csv"), "no/such.csv: cannot be read: No such file or directory");
    CHECK_THROWS_WITH(read_csv("."), ".: cannot be read: Is a directory");
}

#include <perdis/numeric/fft.hpp>

#include <unsupported/Eigen/FFT>

#include <boost/math/constants/constants.hpp>

#include <cmath>
#include <vector>

namespace perdis {

namespace {

using Complex = std::complex<double>;
using Engine = Eigen::FFT<double>;

Eigen::Index largest_prime_factor(Eigen::Index n) {
    Eigen::Index largest = 1;
    for (Eigen::Index p = 2; p * p <= n; ++p) {
        while (n % p == 0) {
            largest = p;
            n /= p;
        }
    }
    return n > 1 ? n : largest;
}

/// The transform of lines of one length: exp(∓2πi k j/n), not normalised.
class Line {
public:
    Line(Eigen::Index n, bool inverse) : n_(n), inverse_(inverse) {
        engine_.SetFlag(Engine::Unscaled);
        if (largest_prime_factor(n) > 32) { prepare_convolution(); }
    }

    void transform(Complex* line) {
        if (n_ == 1) { return; } // Eigen 3.4 would write to an empty buffer
        if (kernel_.empty()) {
            from_.assign(line, line + n_);
            plain(line, from_.data(), n_, inverse_);
        } else {
            convolve(line);
        }
    }

private:
    void plain(Complex* to, const Complex* from, Eigen::Index n, bool inverse) {
        if (inverse) {
            engine_.inv(to, from, n);
        } else {
            engine_.fwd(to, from, n);
        }
    }

    // Bluestein: k j = (k² + j² − (k − j)²)/2, so the transform is a convolution with the chirp exp(±πi j²/n), here a
    // circular one on a power of two that is at least 2n − 1.
    void prepare_convolution() {
        Eigen::Index size = 1;
        while (size < 2 * n_ - 1) { size *= 2; }
        chirp_.resize(static_cast<std::size_t>(n_));
        Eigen::Index square = 0; // j² modulo 2n
        for (Eigen::Index j = 0; j < n_; ++j) {
            const double angle =
                boost::math::constants::pi<double>() * static_cast<double>(square) / static_cast<double>(n_);
            chirp_[static_cast<std::size_t>(j)] = std::polar(1.0, inverse_ ? angle : -angle);
            square = (square + 2 * j + 1) % (2 * n_);
        }
        std::vector<Complex> wrapped(static_cast<std::size_t>(size), Complex(0.0, 0.0));
        for (std::size_t j = 0; j < chirp_.size(); ++j) {
            wrapped[j] = std::conj(chirp_[j]);
            wrapped[(wrapped.size() - j) % wrapped.size()] = wrapped[j];
        }
        kernel_.resize(wrapped.size());
        plain(kernel_.data(), wrapped.data(), size, false);
        for (Complex& value : kernel_) { value /= static_cast<double>(size); }
    }

    void convolve(Complex* line) {
        const auto size = static_cast<Eigen::Index>(kernel_.size());
        from_.assign(kernel_.size(), Complex(0.0, 0.0));
        to_.resize(kernel_.size());
        for (std::size_t j = 0; j < chirp_.size(); ++j) { from_[j] = line[j] * chirp_[j]; }
        plain(to_.data(), from_.data(), size, false);
        for (std::size_t k = 0; k < to_.size(); ++k) { to_[k] *= kernel_[k]; }
        plain(from_.data(), to_.data(), size, true);
        for (std::size_t j = 0; j < chirp_.size(); ++j) { line[j] = from_[j] * chirp_[j]; }
    }

    Eigen::Index n_;
    bool inverse_;
    Engine engine_;
    std::vector<Complex> chirp_;
    std::vector<Complex> kernel_;
    std::vector<Complex> from_;
    std::vector<Complex> to_;
};

ComplexField transformed(ComplexField field, bool inverse) {
    if (field.size() == 0) { return field; }
    Line row(field.cols(), inverse);
    for (Eigen::Index i = 0; i < field.rows(); ++i) { row.transform(&field(i, 0)); }
    if (field.rows() == 1) { return field; }
    ComplexField turned = field.transpose();
    Line column(turned.cols(), inverse);
    for (Eigen::Index i = 0; i < turned.rows(); ++i) { column.transform(&turned(i, 0)); }
    field = turned.transpose();
    return field;
}

} // namespace

ComplexField fourier_transform(const ComplexField& field) { return transformed(field, false); }

ComplexField fourier_transform(const RealField& field) { return transformed(field.cast<Complex>(), false); }

ComplexField inverse_fourier_transform(const ComplexField& transform) {
    ComplexField field = transformed(transform, true);
    return field / static_cast<double>(transform.size() == 0 ? 1 : transform.size());
}

} // namespace perdis

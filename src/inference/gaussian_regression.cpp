#include <perdis/inference/gaussian_regression.hpp>

namespace perdis {

template GaussianRegression<double> gaussian_regression(const MultivariateGaussian<double>&,
                                                        const LinearGaussian<double>&);
template GaussianRegression<long double> gaussian_regression(const MultivariateGaussian<long double>&,
                                                             const LinearGaussian<long double>&);

} // namespace perdis

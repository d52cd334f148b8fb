#pragma once

// Grey pictures in PNG files, by libpng.

#include <perdis/numeric/fft.hpp>

#include <png.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

inline perdis::RealField read_grey(const std::string& file) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_file(&image, file.c_str()) == 0) {
        throw std::runtime_error(file + ": " + image.message);
    }
    image.format = PNG_FORMAT_GRAY;
    std::vector<png_byte> bytes(PNG_IMAGE_SIZE(image));
    if (png_image_finish_read(&image, nullptr, bytes.data(), 0, nullptr) == 0) {
        throw std::runtime_error(file + ": " + image.message);
    }
    perdis::RealField field(static_cast<Eigen::Index>(image.height), static_cast<Eigen::Index>(image.width));
    std::copy(bytes.begin(), bytes.end(), field.data());
    return field;
}

inline void write_grey(const std::string& file, const perdis::RealField& field) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(field.cols());
    image.height = static_cast<png_uint_32>(field.rows());
    image.format = PNG_FORMAT_GRAY;
    std::vector<png_byte> bytes;
    for (Eigen::Index i = 0; i < field.size(); ++i) {
        bytes.push_back(static_cast<png_byte>(std::clamp(field.data()[i] + 0.5, 0.0, 255.0)));
    }
    if (png_image_write_to_file(&image, file.c_str(), 0, bytes.data(), 0, nullptr) == 0) {
        throw std::runtime_error(file + ": " + image.message);
    }
}

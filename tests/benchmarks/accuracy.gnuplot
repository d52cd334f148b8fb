# The picture of accuracy.cpp's csv: gnuplot -c accuracy.gnuplot FILE.csv FILE.svg
set datafile separator ','
set terminal svg size 760,420 font 'sans-serif,13' background '#ffffff'
set output ARG2
set logscale x
set format x '10^{%T}'
set xrange [3e-9:3e8]
set logscale y
set format y '%g'
set yrange [3e-3:20]
set xlabel 'σ'
set ylabel 'error in units of ε (1 + κ)'
set grid lc rgb '#dddddd'
set key outside right top
set arrow from 3e-9,8 to 3e8,8 nohead lw 1.5 lc rgb '#b00000'
set label '8, the promise' at 1e1,11.5 tc rgb '#b00000'
group(name) = sprintf("< grep '^%s' %s", name, ARG1)
plot group('example_1') using 2:3 with points pt 7 ps 0.3 lc rgb '#1f77b4' title 'Example 1', \
     group('divergence') using 2:3 with points pt 7 ps 0.3 lc rgb '#ff7f0e' title 'divergences', \
     group('slope') using 2:3 with points pt 7 ps 0.3 lc rgb '#2ca02c' title 'slopes', \
     group('perception') using 2:3 with points pt 7 ps 0.3 lc rgb '#9467bd' title 'P(D)', \
     group('rate') using 2:3 with points pt 7 ps 0.3 lc rgb '#8c564b' title 'rates'

/** Plots as SVG: counts over time, and bars. They stand alone or in a page, in light and in dark, and load nothing. */
@NullMarked
package io.keepwatch.hunting.plot;

import org.jspecify.annotations.NullMarked;

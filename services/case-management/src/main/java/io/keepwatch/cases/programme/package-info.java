/** The metrics by which the programme is judged, each with its formula and both numbers. */
@NullMarked
package io.keepwatch.cases.programme;

import org.jspecify.annotations.NullMarked;

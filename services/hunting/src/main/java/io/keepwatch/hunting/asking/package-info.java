/** Answers to analysts' questions: activities, statistics, histograms, values to complete with, exports. */
@NullMarked
package io.keepwatch.hunting.asking;

import org.jspecify.annotations.NullMarked;

/** What somebody did before they left, and until somebody watched: the departure review and what it rests on. */
@NullMarked
package io.keepwatch.hunting.review;

import org.jspecify.annotations.NullMarked;

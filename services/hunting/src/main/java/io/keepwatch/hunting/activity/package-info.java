/** How an activity lies in the store: columns, and the way there and back. */
@NullMarked
package io.keepwatch.hunting.activity;

import org.jspecify.annotations.NullMarked;

/** The doors: what the hunting service answers over HTTP. */
@NullMarked
package io.keepwatch.hunting.door;

import org.jspecify.annotations.NullMarked;

/** The hunting store as a service: what it is told, what it keeps, and what it answers. */
@NullMarked
package io.keepwatch.hunting;

import org.jspecify.annotations.NullMarked;

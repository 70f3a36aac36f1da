/** Tests of the life of the service. */
@NullMarked
package io.keepwatch.hunting.running;

import org.jspecify.annotations.NullMarked;

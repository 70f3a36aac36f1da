@NullMarked
package io.keepwatch.hunting.plot;

import org.jspecify.annotations.NullMarked;

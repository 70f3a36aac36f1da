@NullMarked
package io.keepwatch.platform.files;

import org.jspecify.annotations.NullMarked;

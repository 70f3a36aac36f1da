/** Whole directories, and directories that appear in one step. */
@NullMarked
package io.keepwatch.platform.files;

import org.jspecify.annotations.NullMarked;

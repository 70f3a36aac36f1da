@NullMarked
package io.keepwatch.hunting.question;

import org.jspecify.annotations.NullMarked;

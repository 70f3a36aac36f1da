/** What holds for the whole house: the dependency law, the committed API descriptions. */
@NullMarked
package io.keepwatch.house;

import org.jspecify.annotations.NullMarked;

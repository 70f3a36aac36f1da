/** Badges: what swipes at doors say of a person, under the names of the document that describes them. */
@NullMarked
package io.keepwatch.rules.badge;

import org.jspecify.annotations.NullMarked;

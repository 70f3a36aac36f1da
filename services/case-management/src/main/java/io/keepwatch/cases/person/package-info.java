/** What is known of a person here: how much the person could reach. */
@NullMarked
package io.keepwatch.cases.person;

import org.jspecify.annotations.NullMarked;

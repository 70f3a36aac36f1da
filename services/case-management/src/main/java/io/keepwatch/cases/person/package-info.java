/** What is known of a person here: how much the person could reach, where and for whom the person works. */
@NullMarked
package io.keepwatch.cases.person;

import org.jspecify.annotations.NullMarked;

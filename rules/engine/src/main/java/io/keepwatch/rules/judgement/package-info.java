/** Judgement: Drools behind one door. A rule sees one event fact; windows and profile are its properties. */
@NullMarked
package io.keepwatch.rules.judgement;

import org.jspecify.annotations.NullMarked;

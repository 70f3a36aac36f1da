/** The analysts' question language: from text to a typed question, and from that to a condition with bound values. */
@NullMarked
package io.keepwatch.hunting.question;

import org.jspecify.annotations.NullMarked;

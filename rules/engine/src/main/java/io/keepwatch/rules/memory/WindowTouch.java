package io.keepwatch.rules.memory;

import io.keepwatch.rules.book.WindowDeclaration;

/** Told of a remembered activity whose window has changed. */
@FunctionalInterface
public interface WindowTouch {
    void touched(Remembered entry, WindowDeclaration window);
}

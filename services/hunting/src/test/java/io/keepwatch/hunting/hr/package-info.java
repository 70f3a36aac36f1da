@org.jspecify.annotations.NullMarked
package io.keepwatch.hunting.hr;

/**
 * The tasks that HR's events begin: the steps of an off-boarding and access verifications, each with an owner, a
 * deadline and a trail.
 */
@NullMarked
package io.keepwatch.cases.task;

import org.jspecify.annotations.NullMarked;

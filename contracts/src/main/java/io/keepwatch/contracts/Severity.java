package io.keepwatch.contracts;

/** How urgent an alert is; P1 first. */
public enum Severity {
    P1,
    P2,
    P3,
    P4
}

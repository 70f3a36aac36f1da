package io.keepwatch.rules.backtest;

/** How what an alert said turned out. */
public enum Outcome {
    CONFIRMED,
    NOT_CONFIRMED,
    UNKNOWN
}

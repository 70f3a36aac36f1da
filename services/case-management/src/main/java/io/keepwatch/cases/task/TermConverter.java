package io.keepwatch.cases.task;

import org.eclipse.microprofile.config.spi.Converter;

/** Reads a {@link Term} of the configuration; one that is none keeps the service from starting. */
public final class TermConverter implements Converter<Term> {
    private static final long serialVersionUID = 1L;

    @Override
    public Term convert(String text) {
        return Term.of(text);
    }
}

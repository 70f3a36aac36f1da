package io.keepwatch.ingestion.format;

/** A format that {@code POST /v1/activity?format=} knows. Every CDI bean of this type is offered under its name. */
public interface InputFormat {

    /** The word of {@code ?format=}, in lower case. */
    String name();

    /** A decoder for one request. */
    LineDecoder newDecoder();
}

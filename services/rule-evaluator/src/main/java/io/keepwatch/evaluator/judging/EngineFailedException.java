package io.keepwatch.evaluator.judging;

import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The engine threw where it must not; the task ends. Carries where and what, not the original with its message: that may
 * quote the person's activity, and this ends in the log.
 */
final class EngineFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineFailedException(RecordMetadata place, Throwable what) {
        super("the engine failed on " + place.topic() + "-" + place.partition() + " at offset " + place.offset() + ": "
                + what.getClass().getName());
        setStackTrace(what.getStackTrace());
    }
}

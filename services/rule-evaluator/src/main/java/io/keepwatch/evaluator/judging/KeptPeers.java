package io.keepwatch.evaluator.judging;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what comes in the topic of peers as it is: a store that every instance fills from the topic must hold what the topic
 * holds, because it is restored from it.
 */
final class KeptPeers implements Processor<String, byte @Nullable [], Void, Void> {
    private @Nullable KeyValueStore<String, byte @Nullable []> store;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(EvaluatorTopology.PEERS);
    }

    @Override
    public void process(Record<String, byte @Nullable []> record) {
        Objects.requireNonNull(store, "init comes first").put(record.key(), record.value());
    }
}

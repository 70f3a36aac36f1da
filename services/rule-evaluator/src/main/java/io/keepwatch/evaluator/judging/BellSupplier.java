package io.keepwatch.evaluator.judging;

import java.util.function.BiFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;

/** Makes a bell for each task; {@code make} is {@link BellStore#BellStore} but for tests that show what a wrong one loses. */
record BellSupplier(String name, Bells bells, BiFunction<String, Bells, KeyValueStore<Bytes, byte[]>> make)
        implements KeyValueBytesStoreSupplier {

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
        return make.apply(name, bells);
    }

    @Override
    public String metricsScope() {
        return "bell";
    }
}

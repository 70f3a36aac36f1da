package io.keepwatch.evaluator.judging;

import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store that keeps nothing and rings. With Streams' cache in front of it, a put into the cache comes out at the bottom
 * when the cache is flushed: at every commit, before the producer is flushed and the offsets are sent. That is the one
 * moment at which changed people must be written, and the only public hook that runs then ({@code commit()} of a store
 * runs after the transaction, a punctuation not at every commit). An earlier eviction only writes earlier.
 */
class BellStore implements KeyValueStore<Bytes, byte[]> {
    private final String name;
    private final Bells bells;
    private volatile boolean open;
    private @Nullable TaskId task;

    BellStore(String name, Bells bells) {
        this.name = name;
        this.bells = bells;
    }

    final void ring() {
        bells.ring(Objects.requireNonNull(task, "init comes first"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        task = context.taskId();
        context.register(root, (key, value) -> {
            throw new IllegalStateException("the bell has no changelog to restore from");
        });
        open = true;
    }

    @Override
    public void put(Bytes key, byte[] value) {
        ring();
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte[] value) {
        ring();
        return null;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        ring();
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        return null;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return null;
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        throw new UnsupportedOperationException("a bell has no content");
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        throw new UnsupportedOperationException("a bell has no content");
    }

    @Override
    public long approximateNumEntries() {
        return 0;
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public Position getPosition() {
        return Position.emptyPosition();
    }
}

package io.keepwatch.evaluator.running;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one bound on unflushed writes for all stores of the process, however many tasks it holds: RocksDB
 * lives outside the heap, and without this every task would bring its own.
 */
public final class RocksDbMemory implements RocksDBConfigSetter {
    /** Bytes of block cache, unflushed writes included; a setting of the Streams configuration. */
    static final String CACHE_BYTES = "keepwatch.rocksdb.cache.bytes";
    /** Bytes a store keeps unflushed before it writes a file. */
    static final String MEMTABLE_BYTES = "keepwatch.rocksdb.memtable.bytes";

    /** The share of the cache that may be unflushed writes. */
    private static final double SHARE_OF_WRITES = 0.5;

    private static @Nullable Shared shared;

    private record Shared(Cache cache, WriteBufferManager writes) {}

    private static synchronized Shared shared(long bytes) {
        if (shared == null) {
            Cache cache = new LRUCache(bytes);
            shared = new Shared(cache, new WriteBufferManager((long) (bytes * SHARE_OF_WRITES), cache));
        }
        return shared;
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Shared memory = shared(bytes(configs, CACHE_BYTES));
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache());
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.writes());
        options.setWriteBufferSize(bytes(configs, MEMTABLE_BYTES));
    }

    /** The shared cache stays for the stores that are still open. */
    @Override
    public void close(String storeName, Options options) {}

    private static long bytes(Map<String, Object> configs, String name) {
        return Long.parseLong(String.valueOf(configs.get(name)));
    }
}

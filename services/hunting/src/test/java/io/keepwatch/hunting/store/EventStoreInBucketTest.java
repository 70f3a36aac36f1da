package io.keepwatch.hunting.store;

import static io.keepwatch.hunting.store.TestStores.dataFiles;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The same with the files in a bucket; in the end the bucket has what the mirror has")
class EventStoreInBucketTest extends EventStoreTest {
    private final String prefix = ObjectStore.freshPrefix();

    @Override
    StoreFiles files() throws Exception {
        return ObjectStore.shared().files(prefix, directory);
    }

    @AfterEach
    void shouldBeMirrored() throws Exception {
        assertThat(ObjectStore.shared().dataFiles(prefix)).isEqualTo(dataFiles(directory));
    }
}

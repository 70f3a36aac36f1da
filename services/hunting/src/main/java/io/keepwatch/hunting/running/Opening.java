package io.keepwatch.hunting.running;

import io.keepwatch.hunting.HuntingConfig;
import io.keepwatch.hunting.store.EventStore;
import io.keepwatch.hunting.store.LocalFiles;
import io.keepwatch.hunting.store.S3Settings;
import io.keepwatch.hunting.store.S3Store;
import io.keepwatch.hunting.store.StoreFiles;
import io.keepwatch.hunting.store.StoreListener;
import io.keepwatch.hunting.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Opens the store where the settings say it is: in a directory, or in a bucket that may be away for the time being. */
final class Opening implements AutoCloseable {
    private final Path directory;
    private final StoreListener news;
    private final @Nullable S3Store s3;

    /** @throws IllegalArgumentException if the settings cannot be right */
    Opening(HuntingConfig config, StoreListener news) {
        directory = config.directory();
        this.news = news;
        HuntingConfig.S3 settings = config.s3();
        s3 = settings.bucket()
                .map(bucket -> new S3Store(
                        new S3Settings(
                                settings.endpoint().orElse(null),
                                bucket,
                                settings.prefix().orElse(""),
                                settings.region(),
                                settings.pathStyle(),
                                settings.plainHttp()),
                        directory,
                        InstantSource.system(),
                        news))
                .orElse(null);
    }

    /** Whether a failure is worth another try: a directory is there or it is not. */
    boolean isRemote() {
        return s3 != null;
    }

    EventStore open() throws IOException {
        StoreFiles files = s3 == null ? new LocalFiles(directory) : s3.open();
        try {
            return EventStore.open(files, StoreSettings.DEFAULT, InstantSource.system(), news);
        } catch (IOException | RuntimeException e) {
            files.close();
            throw e;
        }
    }

    @Override
    public void close() {
        if (s3 != null) {
            s3.close();
        }
    }
}

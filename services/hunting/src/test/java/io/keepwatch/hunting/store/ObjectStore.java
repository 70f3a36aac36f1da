package io.keepwatch.hunting.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** S3Proxy on a directory: an object store that checks signatures and conditions, and can be away for a while. */
public final class ObjectStore implements AutoCloseable {
    public static final String BUCKET = "activities";
    public static final String ACCESS_KEY = "keepwatch-hunting";
    public static final String SECRET = "only-for-tests-but-secret";

    private static final AtomicInteger PREFIXES = new AtomicInteger();
    private static @Nullable ObjectStore shared;

    private final Path directory;
    private final BlobStore files;
    private S3Proxy proxy;
    private final int port;

    public ObjectStore(Path directory) throws Exception {
        this.directory = directory;
        Files.createDirectories(directory.resolve(BUCKET));
        Properties settings = new Properties();
        settings.setProperty("jclouds.filesystem.basedir", directory.toString());
        files = BlobStores.create("filesystem-nio2", settings);
        proxy = begin(0);
        port = proxy.getPort();
    }

    /** One that is never away. */
    public static synchronized ObjectStore shared() throws Exception {
        if (shared == null) {
            shared = new ObjectStore(Files.createTempDirectory("keepwatch-object-store"));
        }
        return shared;
    }

    private S3Proxy begin(int at) throws Exception {
        S3Proxy begun = S3Proxy.builder()
                .blobStore(files)
                .endpoint(URI.create("http://127.0.0.1:" + at))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET)
                .build();
        begun.start();
        return begun;
    }

    public void goAway() throws Exception {
        proxy.stop();
    }

    public void comeBack() throws Exception {
        proxy = begin(port);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public static String freshPrefix() {
        return "store-" + PREFIXES.incrementAndGet();
    }

    S3Settings settings(String prefix) {
        return new S3Settings(endpoint(), BUCKET, prefix, "us-east-1", true, true);
    }

    Bucket bucket(String prefix) {
        return new S3Bucket(settings(prefix), credentials(SECRET));
    }

    static AwsCredentialsProvider credentials(String secret) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, secret));
    }

    /** The files of a store below a prefix, with a mirror. */
    StoreFiles files(String prefix, Path mirror) throws IOException {
        return files(bucket(prefix), mirror, TestStores.STRICT);
    }

    static StoreFiles files(Bucket bucket, Path mirror, StoreListener listener) throws IOException {
        // A minute is longer than any test stops for.
        BucketLease lease = new BucketLease(bucket, Duration.ofMinutes(1), System::nanoTime);
        return BucketFiles.open(bucket, lease, mirror, InstantSource.system(), listener);
    }

    /** A store in the bucket of any object store, with a mirror; also from another process. */
    public static EventStore open(URI endpoint, String prefix, Path mirror) throws IOException {
        S3Settings settings = new S3Settings(endpoint, BUCKET, prefix, "us-east-1", true, true);
        return TestStores.open(
                new S3Store(settings, credentials(SECRET), mirror, InstantSource.system(), TestStores.STRICT).open());
    }

    /** Where the object store keeps what lies at this path. */
    Path file(String prefix, String path) {
        return directory.resolve(BUCKET).resolve(prefix).resolve(path);
    }

    /** What lies below a prefix, by path, with its size; without what is no part of the store. */
    Map<String, Long> objects(String prefix) throws IOException {
        Map<String, Long> objects = new TreeMap<>();
        try (Bucket bucket = bucket(prefix)) {
            for (Bucket.Entry object : bucket.list()) {
                if (Mirroring.isOurs(object.path())) {
                    objects.put(object.path(), object.bytes());
                }
            }
        }
        return objects;
    }

    /** The paths of activities below a prefix. */
    List<String> dataFiles(String prefix) throws IOException {
        return objects(prefix).keySet().stream()
                .filter(path -> path.startsWith("day="))
                .filter(path -> path.endsWith(".parquet"))
                .toList();
    }

    @Override
    public void close() throws Exception {
        proxy.stop();
    }
}

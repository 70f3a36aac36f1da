package io.keepwatch.hunting.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A bucket of an object store that speaks S3, with conditional writes. Every upload carries its MD5, so that what arrived
 * damaged is refused; what is read is compared by whoever reads it. Failures tell what the store answered by its code,
 * never in its words, which may quote keys.
 */
final class S3Bucket implements Bucket {
    private static final String ANY = "*";
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final S3Settings settings;
    private final S3Client s3;

    S3Bucket(S3Settings settings, AwsCredentialsProvider credentials) {
        this.settings = settings;
        S3ClientBuilder client = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials)
                .forcePathStyle(settings.pathStyle())
                // The newer checksums are not known everywhere.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(SILENCE));
        if (settings.endpoint() != null) {
            client.endpointOverride(settings.endpoint());
        }
        s3 = client.build();
    }

    private interface Request<T> {
        T send() throws IOException;
    }

    private <T> T send(String path, Request<T> request) throws IOException {
        try {
            return request.send();
        } catch (NoSuchKeyException e) {
            throw new NoSuchFileException(path);
        } catch (S3Exception e) {
            if (e.statusCode() == HttpURLConnection.HTTP_PRECON_FAILED) {
                throw new ChangedException(path);
            }
            String code =
                    e.awsErrorDetails() == null ? "" : " " + e.awsErrorDetails().errorCode();
            throw new IOException("the bucket %s answers %d%s".formatted(settings, e.statusCode(), code));
        } catch (SdkException e) {
            throw new IOException("the bucket %s is away: %s".formatted(settings, reason(e)));
        }
    }

    private static String reason(Throwable failure) {
        Throwable first = failure;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return first.getMessage() == null ? first.getClass().getSimpleName() : first.getMessage();
    }

    private String key(String path) {
        return settings.keyPrefix() + path;
    }

    @Override
    public List<Entry> list() throws IOException {
        int prefix = settings.keyPrefix().length();
        return send(
                "",
                () -> s3
                        .listObjectsV2Paginator(
                                list -> list.bucket(settings.bucket()).prefix(settings.keyPrefix()))
                        .contents()
                        .stream()
                        .map(object -> new Entry(object.key().substring(prefix), object.size(), object.eTag()))
                        .toList());
    }

    @Override
    public @Nullable String tag(String path) throws IOException {
        try {
            return send(
                    path,
                    () -> s3.headObject(head -> head.bucket(settings.bucket()).key(key(path)))
                            .eTag());
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public byte[] read(String path) throws IOException {
        return send(
                path,
                () -> s3.getObjectAsBytes(get -> get.bucket(settings.bucket()).key(key(path)))
                        .asByteArray());
    }

    @Override
    public void fetch(String path, Path into) throws IOException {
        send(path, () -> {
            try (InputStream in =
                    s3.getObject(get -> get.bucket(settings.bucket()).key(key(path)))) {
                return Files.copy(in, into, StandardCopyOption.REPLACE_EXISTING);
            }
        });
    }

    @Override
    public void create(String path, Path content) throws IOException {
        byte[] md5;
        try (InputStream in = Files.newInputStream(content)) {
            md5 = md5(in);
        }
        try {
            put(path, md5, put -> put.ifNoneMatch(ANY), RequestBody.fromFile(content));
        } catch (ChangedException e) {
            // An attempt whose answer was lost has made it.
            if (!isContent(path, md5)) {
                throw new FileAlreadyExistsException(path);
            }
        }
    }

    @Override
    public String write(String path, byte[] content, @Nullable String tag) throws IOException {
        byte[] md5 = digest().digest(content);
        try {
            return put(
                    path,
                    md5,
                    put -> tag == null ? put.ifNoneMatch(ANY) : put.ifMatch(tag),
                    RequestBody.fromBytes(content));
        } catch (ChangedException | NoSuchFileException e) {
            String now = tag(path);
            if (now != null && isContent(path, md5)) {
                return now;
            }
            throw new ChangedException(path);
        }
    }

    private String put(
            String path,
            byte[] md5,
            Function<PutObjectRequest.Builder, PutObjectRequest.Builder> condition,
            RequestBody body)
            throws IOException {
        PutObjectRequest.Builder put = PutObjectRequest.builder()
                .bucket(settings.bucket())
                .key(key(path))
                .contentMD5(Base64.getEncoder().encodeToString(md5));
        return send(path, () -> s3.putObject(condition.apply(put).build(), body).eTag());
    }

    private boolean isContent(String path, byte[] md5) throws IOException {
        byte[] found = send(path, () -> {
            try (InputStream in =
                    s3.getObject(get -> get.bucket(settings.bucket()).key(key(path)))) {
                return md5(in);
            }
        });
        return Arrays.equals(found, md5);
    }

    @Override
    public void copy(String from, String to) throws IOException {
        send(
                from,
                () -> s3.copyObject(copy -> copy.sourceBucket(settings.bucket())
                        .sourceKey(key(from))
                        .destinationBucket(settings.bucket())
                        .destinationKey(key(to))));
    }

    @Override
    public void delete(String path) throws IOException {
        try {
            send(
                    path,
                    () -> s3.deleteObject(
                            delete -> delete.bucket(settings.bucket()).key(key(path))));
        } catch (NoSuchFileException e) {
            // Some stores say so; it is what was wanted.
        }
    }

    /** The MD5 of what is left of a stream: what most object stores have for an object's tag. */
    static byte[] md5(InputStream in) throws IOException {
        DigestInputStream digesting = new DigestInputStream(in, digest());
        digesting.transferTo(OutputStream.nullOutputStream());
        return digesting.getMessageDigest().digest();
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        s3.close();
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}

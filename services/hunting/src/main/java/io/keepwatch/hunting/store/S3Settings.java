package io.keepwatch.hunting.store;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which bucket has the files of a store. Who we are to it says the environment.
 *
 * @param endpoint the object store; null for Amazon's own of the region
 * @param bucket its name; it must exist
 * @param prefix what all keys begin with, for example {@code keepwatch/hunting}; may be empty
 * @param region what requests are signed for
 * @param pathStyle whether the bucket stands in the path, not in the host name: most stores but Amazon's want that
 * @param plainHttp whether the endpoint may do without TLS
 */
public record S3Settings(
        @Nullable URI endpoint, String bucket, String prefix, String region, boolean pathStyle, boolean plainHttp) {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern PREFIX = Pattern.compile("|[^/](?:.*[^/])?");

    /** @throws IllegalArgumentException if it cannot be right, with what is wrong */
    public S3Settings {
        require(BUCKET.matcher(bucket).matches(), "not the name of a bucket: " + bucket);
        require(PREFIX.matcher(prefix).matches(), "a prefix neither begins nor ends with a slash");
        require(!region.isBlank(), "a bucket needs a region");
        if (endpoint != null) {
            require(endpoint.getHost() != null && endpoint.getScheme() != null, "an endpoint is an absolute URL");
            require(endpoint.getUserInfo() == null, "an endpoint carries no credentials");
            require(
                    endpoint.getScheme().equals("https")
                            || plainHttp && endpoint.getScheme().equals("http"),
                    "an endpoint has https, or http where plain-http allows it");
        }
    }

    /** What every key of an object begins with. */
    String keyPrefix() {
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + keyPrefix();
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

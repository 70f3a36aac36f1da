package io.keepwatch.notification.notice;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.keepwatch.contracts.CloudEvent;
import io.keepwatch.contracts.ContractJson;
import io.keepwatch.notification.WebhookSecret;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Posts notices as CloudEvents, signed as Standard Webhooks say. The notice's id is the {@code webhook-id} of every
 * attempt; redirects are failures.
 */
@Singleton
class WebhookCourier implements Courier {
    private static final String SOURCE = "/keepwatch/notification";
    private static final String CONTENT_TYPE = "application/cloudevents+json";
    private static final long MILLIS = 1_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final DeliveryConfig delivery;
    private final Optional<OutboundTarget> target;
    private final List<Webhook> secrets = new ArrayList<>();

    WebhookCourier(Vertx vertx, DestinationConfig config, DeliveryConfig delivery) throws EmptyWebhookSecretException {
        this.vertx = vertx;
        this.delivery = delivery;
        DestinationConfig.Receiver receiver = config.webhook();
        this.target = receiver.url()
                .map(url -> OutboundTarget.of(
                        url, receiver.allowPlain(), receiver.allowPrivate(), "KEEPWATCH_WEBHOOK_URL"));
        if (target.isPresent()) {
            for (byte[] secret : WebhookSecret.parse(receiver.secret().orElse(""), "KEEPWATCH_WEBHOOK_SECRET")) {
                secrets.add(new Webhook(secret));
            }
        }
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(delivery.parallel())
                .setConnectTimeout(Math.toIntExact(delivery.timeout().toMillis())));
    }

    @PreDestroy
    void close() {
        client.close();
    }

    @Override
    public Destination destination() {
        return Destination.WEBHOOK;
    }

    @Override
    public boolean isConfigured() {
        return target.isPresent();
    }

    @Override
    public Uni<Attempt> deliver(Notice notice) {
        OutboundTarget to = target.orElseThrow();
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(to::resolve, false).toCompletionStage())
                .chain(address -> post(to, address, notice));
    }

    private Uni<Attempt> post(OutboundTarget to, InetAddress address, Notice notice) {
        byte[] body = body(notice);
        return Uni.createFrom().emitter(emitter -> {
            Exchange exchange = new Exchange(vertx, delivery.timeout(), emitter);
            client.request(request(to, address, notice, body))
                    .onFailure(exchange::fail)
                    .onSuccess(request -> exchange.send(request, body));
        });
    }

    private RequestOptions request(OutboundTarget to, InetAddress address, Notice notice, byte[] body) {
        long now = System.currentTimeMillis() / MILLIS;
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(to.port(), address.getHostAddress()))
                .setHost(to.host())
                .setPort(to.port())
                .setSsl(to.tls())
                .setURI(to.requestUri())
                .setFollowRedirects(false)
                .putHeader("content-type", CONTENT_TYPE)
                .putHeader("user-agent", "keepwatch")
                .putHeader("webhook-id", notice.id())
                .putHeader("webhook-timestamp", Long.toString(now))
                .putHeader("webhook-signature", signatures(notice.id(), now, body));
    }

    /** One signature per secret, so that a receiver may change its secret whenever it likes. */
    private String signatures(String id, long timestamp, byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        List<String> signatures = new ArrayList<>();
        for (Webhook secret : secrets) {
            try {
                signatures.add(secret.sign(id, timestamp, text));
            } catch (WebhookSigningException e) {
                throw new IllegalStateException("every Java runtime has HmacSHA256", e);
            }
        }
        return String.join(" ", signatures);
    }

    /** A CloudEvent in structured mode; the same bytes at every attempt. */
    private static byte[] body(Notice notice) {
        String data = new String(notice.event().write(), StandardCharsets.UTF_8);
        return ContractJson.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("specversion", "1.0");
            json.writeStringField("id", notice.event().id());
            json.writeStringField("source", SOURCE);
            json.writeStringField("type", CloudEvent.Type.CASE_EVENT.wireName());
            json.writeStringField("subject", notice.event().subject());
            json.writeStringField("time", notice.event().at().toString());
            json.writeStringField("datacontenttype", "application/json");
            json.writeFieldName("data");
            json.writeRawValue(data);
            json.writeEndObject();
        });
    }
}

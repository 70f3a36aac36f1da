package io.keepwatch.notification.notice;

import io.keepwatch.notification.notice.Courier.Attempt;
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
import java.util.Map;

/** Posts to places outside, at the address that was checked; redirects are failures. */
@Singleton
class Outbound {
    private static final int MOST_CONNECTIONS = 256;

    private final Vertx vertx;
    private final HttpClient client;
    private final DeliveryConfig delivery;

    Outbound(Vertx vertx, DeliveryConfig delivery) {
        this.vertx = vertx;
        this.delivery = delivery;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setKeepAlive(false)
                .setMaxPoolSize(MOST_CONNECTIONS)
                .setConnectTimeout(Math.toIntExact(delivery.timeout().toMillis())));
    }

    @PreDestroy
    void close() {
        client.close();
    }

    Uni<Attempt> post(OutboundTarget to, Map<String, String> headers, byte[] body) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(to::resolve, false).toCompletionStage())
                .chain(address -> post(to, address, headers, body));
    }

    private Uni<Attempt> post(OutboundTarget to, InetAddress address, Map<String, String> headers, byte[] body) {
        return Uni.createFrom().emitter(emitter -> {
            Exchange exchange = new Exchange(vertx, delivery.timeout(), emitter);
            client.request(request(to, address, headers))
                    .onFailure(exchange::fail)
                    .onSuccess(request -> exchange.send(request, body));
        });
    }

    private static RequestOptions request(OutboundTarget to, InetAddress address, Map<String, String> headers) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(to.port(), address.getHostAddress()))
                .setHost(to.host())
                .setPort(to.port())
                .setSsl(to.tls())
                .setURI(to.requestUri())
                .setFollowRedirects(false)
                .putHeader("user-agent", "keepwatch");
        headers.forEach(request::putHeader);
        return request;
    }
}

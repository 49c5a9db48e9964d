package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Call;
import dev.socle.benchmarks.compare.load.Contestant;
import dev.socle.benchmarks.compare.load.Link;
import dev.socle.benchmarks.compare.load.Order;
import dev.socle.benchmarks.compare.load.OrderExchange;
import dev.socle.benchmarks.compare.load.Receipt;
import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.service.ServiceRouter;
import dev.socle.messaging.session.Session;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** A typed service of Socle, called by its route, with a deadline on each call as everybody has it. */
public final class SocleServiceContestant implements Contestant {

    @Override
    public int serve() {
        Orders orders = order -> Mono.just(Receipt.of(order));
        return SocleContestant.listen(
                        ServiceRouter.builder().add(Orders.class, orders).build())
                .port();
    }

    @Override
    public Mono<Link> connect(int port) {
        return SocleContestant.session(port).map(ServiceLink::new);
    }

    private static final class ServiceLink implements Link {

        private final Session session;
        private final Orders orders;
        private final BlockingOrders blocking;

        private ServiceLink(Session session) {
            this.session = session;
            orders = ServiceProxy.of(Orders.class, session);
            blocking = ServiceProxy.of(BlockingOrders.class, session);
        }

        @Override
        public Call call(OrderExchange exchange) {
            return ReactorCall.of(exchange, () -> orders.place(exchange.order()));
        }

        @Override
        public Receipt place(Order order) {
            return blocking.place(order);
        }

        @Override
        public void close() {
            session.close(Duration.ofSeconds(1)).block();
        }
    }
}

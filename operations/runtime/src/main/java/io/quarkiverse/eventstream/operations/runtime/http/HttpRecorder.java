package io.quarkiverse.eventstream.operations.runtime.http;

import io.quarkus.arc.runtime.BeanContainer;
import io.quarkus.runtime.annotations.Recorder;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

/** Makes the handler of requests. */
@Recorder
public class HttpRecorder {

    public Handler<RoutingContext> handler(BeanContainer beans) {
        return beans.beanInstance(OperationsHttp.class).router(beans.beanInstance(Vertx.class))::handleContext;
    }
}

# The control plane. Build it first (mvn -B -DskipTests package), then: docker build -t grpcpool:0.1.0 .
#
# The base is named by tag. For a build that gives the same image every time, replace the tag by the digest that
# `docker buildx imagetools inspect eclipse-temurin:17-jre` prints.
FROM eclipse-temurin:17-jre

LABEL org.opencontainers.image.title="grpcpool" \
      org.opencontainers.image.description="Connection pools, endpoint weights and canary shares for gRPC clients, over xDS" \
      org.opencontainers.image.licenses="MIT"

WORKDIR /opt/grpcpool
# Dependencies change less often than the application: the first layer is shared between versions.
COPY operator/target/quarkus-app/lib/ lib/
COPY operator/target/quarkus-app/quarkus/ quarkus/
COPY operator/target/quarkus-app/app/ app/
COPY operator/target/quarkus-app/quarkus-run.jar operator/target/quarkus-app/jvm.options LICENSE ./

USER 10001:10001
EXPOSE 15010 15012 9090
ENTRYPOINT ["java", "@/opt/grpcpool/jvm.options", "-jar", "/opt/grpcpool/quarkus-run.jar"]

package dev.socle.messaging.oncrpc;

final class OncRpcUdpTest implements OncRpcContract {

    @Override
    public String address() {
        return "udp://127.0.0.1:0";
    }
}

package dev.socle.messaging.oncrpc;

final class OncRpcTcpTest implements OncRpcContract {

    @Override
    public String address() {
        return "tcp://127.0.0.1:0";
    }
}

"""No-op tasks through Celery on RabbitMQ, as durable as Celery makes them: persistent messages, acknowledged after the task.

usage: celery_noop.py COUNT    prints tasks a second, from the first send until the workers have done all of them
"""
import subprocess
import sys
import time

from celery import Celery

app = Celery("celery_noop", broker="amqp://guest:guest@127.0.0.1:5690//")
app.conf.update(task_acks_late=True, task_ignore_result=True, worker_prefetch_multiplier=64, broker_connection_retry_on_startup=True)


@app.task(name="noop")
def noop():
    pass


def done():
    stats = app.control.inspect(timeout=1, limit=1).stats() or {}
    return sum(worker["total"].get("noop", 0) for worker in stats.values())


def main():
    count = int(sys.argv[1])
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "celery_noop", "worker", "-c", "2", "--without-gossip", "--without-mingle", "-l", "ERROR"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not app.control.inspect(timeout=1, limit=1).ping():
            time.sleep(0.2)
        start = time.monotonic()
        with app.producer_pool.acquire(block=True) as producer:
            for _ in range(count):
                noop.apply_async(producer=producer)
        while done() < count:
            time.sleep(0.05)
        print(count / (time.monotonic() - start))
    finally:
        worker.terminate()
        worker.wait()


if __name__ == "__main__":
    main()

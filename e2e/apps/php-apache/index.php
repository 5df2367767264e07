<?php

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);

if ($path === '/health') {
    echo "ok\n";
} elseif ($_SERVER['REQUEST_METHOD'] === 'POST') {
    session_start();
    $_SESSION['last'] = basename($path);
    $stored = file_put_contents(__DIR__ . '/uploads/' . basename($path), file_get_contents('php://input'));
    http_response_code($stored === false ? 500 : 201);
    echo "stored $stored bytes\n";
} else {
    echo 'Hello from PHP', "\n";
}

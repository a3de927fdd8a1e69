@echo off
setlocal
chcp 65001 >nul
cd /d "%~dp0"
title Bảng theo dõi danh hiệu học tập

set "PY="
py -3.11 -c "" >nul 2>nul && set "PY=py -3.11"
if not defined PY (
    python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "PY=python"
)
if not defined PY (
    echo Máy này chưa có Python 3.11.
    echo Hãy tải Python 3.11 từ python.org, khi cài đặt đánh dấu ô "Add python.exe to PATH", rồi mở lại tệp này.
    pause
    exit /b 1
)

if not exist ".venv\Scripts\python.exe" (
    echo Đang chuẩn bị lần đầu, có thể mất vài phút...
    %PY% -m venv .venv
    if errorlevel 1 (
        echo Không tạo được thư mục .venv. Hãy chép chương trình vào một thư mục được phép ghi, ví dụ Documents.
        pause
        exit /b 1
    )
)

rem The copy beside the libraries says which list they were installed from.
fc /b requirements.lock .venv\requirements.lock >nul 2>nul
if errorlevel 1 (
    echo Đang cài đặt thư viện, cần có mạng Internet...
    ".venv\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-cache-dir --require-hashes -r requirements.lock
    if errorlevel 1 (
        echo Cài đặt chưa xong. Hãy kiểm tra kết nối mạng rồi mở lại tệp này.
        pause
        exit /b 1
    )
    copy /y requirements.lock .venv\requirements.lock >nul
)

echo Đang mở bảng theo dõi tại http://localhost:8501
echo Giữ cửa sổ này mở trong khi làm việc; đóng cửa sổ để dừng chương trình.
".venv\Scripts\python.exe" -m learning_coverage serve
if errorlevel 1 pause
